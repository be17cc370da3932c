using CSharpNotebooks;

// A worker that holds the engine and nothing else, as the packed kernel does: the library comes by #r.
return await NotebookWorker.RunAsync(args[^1], directory => new CSharpSession(new SessionOptions { WorkingDirectory = directory }));
