using Xunit.Sdk;
using Xunit.v3;

// The current directory and the console belong to the whole process, and sessions set both.
[assembly: Parallelization(Mode = ParallelMode.None)]
