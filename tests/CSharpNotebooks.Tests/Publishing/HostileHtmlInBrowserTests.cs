using BookTests;
using Xunit;
using static CSharpNotebooks.Tests.SampleBook;

namespace CSharpNotebooks.Tests;

/// <summary>
/// Attacks on the allow-list, in a real browser, with the page's policy and without it: each holds alone. The payloads are of the kinds that got past
/// sanitisers: text that changes its meaning when it is parsed twice, elements of other name spaces, entities, addresses in disguise, styles that load.
/// </summary>
public sealed class HostileHtmlInBrowserTests
{
    private const string Run = "window.pwned=1;alert(1)";
    private const string Image = $"<img src=x onerror={Run}>";

    private static readonly string[] Html =
    [
        $"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={Run}&gt;\">",
        $"<form><math><mtext></form><form><mglyph><style></math>{Image}",
        $"<svg></p><style><a id=\"</style>{Image}\">",
        $"<svg><desc><title>{Image}</title></desc><foreignObject>{Image}</foreignObject></svg>",
        $"<noscript><p title=\"</noscript>{Image}\"></noscript>",
        $"<template>{Image}</template><template shadowrootmode=open>{Image}</template>",
        $"<textarea><p title=\"</textarea>{Image}\">",
        $"<title><p title=\"</title>{Image}\">", $"<xmp><p title=\"</xmp>{Image}\">", $"<noembed><p title=\"</noembed>{Image}\">", $"<plaintext>{Image}",
        $"<p title=\"--><!--<img src=x onerror={Run}>\">a</p><!--> {Image} -->", $"<!--!> {Image} --!> {Image}", $"<![CDATA[{Image}]]>", $"<?xml {Image} ?>",
        $"<p title='\"><img src=x onerror={Run}>' aria-label='`onmouseover={Run}'>b</p>",
        $"<img src=\"data:image/png;base64,AAAA\" onerror=\"{Run}\" onload={Run} style=\"width:1px\">",
        $"<img src='data:image/png;base64,\" onerror=\"{Run}'>", "<img srcset=\"http://evil.example/s.png 2x\" src=\"data:image/png;base64,iVBORw0KGgo=\">",
        $"<picture><source srcset=http://evil.example/p.png><img alt=a></picture><video poster=http://evil.example/v src=x onerror={Run}></video><audio src=x onerror={Run}>",
        $"<a href=\"java&#x0A;script:{Run}\">c</a><a href=\"&#1;javascript:{Run}\">d</a><a href=\"javascript&colon;{Run}\">e</a><a href=\" \tjavascript:{Run}\">f</a>",
        $"<a href=\"data:text/html,<script>{Run}</script>\">g</a><a href=\"vbscript:x\">h</a><a href=\"blob:x\">i</a><a href=\"file:///etc/passwd\">j</a><a href=\"//evil.example\">k</a>",
        $"<a xlink:href=\"javascript:{Run}\" ping=\"http://evil.example/ping\" href=\"#top\" onclick={Run}>l</a><svg><a xlink:href=\"javascript:{Run}\"><text>m</text></a></svg>",
        "<base href=\"http://evil.example/\"><meta http-equiv=refresh content=\"0;url=http://evil.example/refresh\"><meta http-equiv=\"Content-Security-Policy\" content=\"\">",
        $"<link rel=stylesheet href=http://evil.example/l.css><link rel=prefetch href=http://evil.example/l><style>@import 'http://evil.example/i.css';*{{background:url(http://evil.example/u)}}</style>",
        "<p style=\"background:url(http://evil.example/a);background-image:image-set('http://evil.example/b' 1x);color:expression(alert(1))\">n</p>",
        "<p style=\"background\\3a url(http://evil.example/c);b\\61 ckground-color:u\\72l(http://evil.example/d);width:calc(1px + url(http://evil.example/e))\">o</p>",
        "<p style=\"border:1px solid;list-style:url(http://evil.example/f);content:url(http://evil.example/g);--x:url(http://evil.example/h);behavior:url(x);-moz-binding:url(x)\">p</p>",
        $"<form id=theme action=http://evil.example/form><button formaction=javascript:{Run}>q</button><input autofocus onfocus={Run}></form><isindex action=javascript:{Run}>",
        $"<iframe src=javascript:{Run}></iframe><iframe srcdoc='{Image}'></iframe><object data=javascript:{Run}></object><embed src=javascript:{Run}><frameset onload={Run}>",
        $"<details open ontoggle={Run}><summary onclick={Run}>r</summary></details><marquee onstart={Run}>s</marquee><body onload={Run}><select autofocus onfocus={Run}>",
        "<div class=\"contents\"><details><summary>t</summary><a href=\"#no-such-heading\">u</a></details></div><div class=\"chart\"><p class=\"chart-words\">v</p></div><span class=\"math display\">\\href{javascript:alert(1)}{x}</span>",
        "<a name=theme id=getElementById class=home href=\"#top\">w</a><img name=querySelector id=createElement alt=x><form name=body><input name=attributes></form>",
        "<div style=\"position:fixed;z-index:99;margin:-9999px;width:99999px;height:99999px\"><a href=\"#top\">x</a></div>",
        $"<sc<script>ript>{Run}</sc</script>ript><scr\0ipt>{Run}</scr\0ipt><ſcript>{Run}</ſcript><p/onclick={Run}/title=x>y</p>",
        $"<table><td background=http://evil.example/t><caption>{Image}</table><p style=\"font-family:'</style>{Image}'\">z</p>",
        $"<annotation-xml encoding=\"text/html\">{Image}</annotation-xml><math href=javascript:{Run}><maction actiontype=\"statusline#http://evil.example\">a</maction></math>",
        $"<svg><animate xlink:href=#x attributeName=href values=javascript:{Run} /><a id=x><rect width=9 height=9 /></a><use href=\"data:image/svg+xml,{Image}#x\"/><set attributeName=onload to={Run}>",
    ];

    private static readonly string[] Prose =
    [
        $"[a](<java\nscript:{Run}>) [b](java&#x0A;script:{Run}) [c](&#106;avascript:{Run}) [d](JAVASCRIPT&colon;{Run} \"\" onclick={Run}\") <javascript:{Run}>",
        $"![{Image}](data:image/svg+xml,{Image}) ![e](\"onerror={Run}) [f](data:text/html;base64,PHNjcmlwdD4=) [g](vbscript:x) [h](http://\"onmouseover=\"{Run})",
        $"[i]: javascript:{Run}\n[j]: <http://x\" onclick=\"{Run}> \"\\\" onclick={Run}\"\n\n[i] [j] http://evil.example/\"onclick=\"{Run} www.evil.example\"><img src=x onerror={Run}>",
        $"| {Image} | b |\n|---|---|\n| <script>{Run}</script> | `{Image}` |\n\n> {Image}\n\n~~~html \"><img src=x onerror={Run}>\n</code></pre>{Image}\n~~~\n\n<b>{Image}",
        $"$\\href{{javascript:{Run}}}{{a}} \\htmlData{{onclick={Run}}}{{b}} \\html@mathml{{{Image}}}{{c}} \\includegraphics{{http://evil.example/k.png}} \\url{{javascript:{Run}}}$",
        $"## {Image} [k](javascript:{Run}) $\\text{{{Image}}}$\n\n$$\n</span>{Image}\n\\htmlStyle{{background:url(http://evil.example/m)}}{{x}}\n$$",
        "<base href=\"http://evil.example/\">\n\n<meta http-equiv=\"refresh\" content=\"0;url=http://evil.example/\">\n\n<!-- --><style>@import 'http://evil.example/n.css'</style>",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_runs_asks_or_leads_away_with_the_policy_of_the_page_and_without(bool hasPolicy)
    {
        using var book = new SampleBook(("01-a.ipynb", [.. Prose.Select(NotebookCell.Markdown), .. Html.Select(html => Code("x", Display(("text/html", html))))]));
        await using var browser = await BookInspection.StartOrSkipAsync();
        if (!hasPolicy) await browser.IgnorePolicyAsync();
        await browser.OpenAsync(Path.Combine(book.Folder, "01-a.html"));
        await browser.EvaluateAsync(TouchEverything);
        Assert.True((await browser.EvaluateAsync("window.pwned === undefined && location.pathname.endsWith('/01-a.html')"))!.GetValue<bool>());
        Assert.Equal("", (await browser.EvaluateAsync(WhatCouldRun))!.GetValue<string>());
        Assert.All(browser.Requests, address => Assert.Matches("^(file|data):", address));
        Assert.Equal("", string.Join("\n", browser.Complaints));
    }

    // As a reader might: over each element, into it, and on it. Links of the web lead away only if the reader asks for it.
    private const string TouchEverything =
        """
        (async () => {
          for (const element of document.querySelectorAll('main *')) {
            for (const type of ['mouseover', 'mouseenter', 'focus', 'toggle', 'error', 'load', 'animationstart']) element.dispatchEvent(new Event(type));
            if (!/^https?:/.test(element.href ?? '')) element.click?.();
          }
          await new Promise(done => setTimeout(done, 300));
        })()
        """;

    private const string WhatCouldRun =
        """
        [...document.querySelectorAll('main *')].filter(element =>
          /^(script|iframe|object|embed|form|input|button|style|link|meta|base|template|video|audio|source)$/i.test(element.localName)
          || [...element.attributes].some(attribute => /^on|^(srcdoc|srcset|ping|formaction|action|background|poster)$/i.test(attribute.name))
          || (element.localName === 'a' && !/^(https?:|mailto:|#|[\w-]+\.html)/.test(element.getAttribute('href') ?? '#'))
          || /url\s*\(|position/i.test(element.closest('.outputs') ? element.getAttribute('style') ?? '' : '')
          || (element.parentElement.closest('.html') && element.className && !/^(dni|vae)-/.test(element.className)))
          .map(element => element.outerHTML.slice(0, 200)).join('\n')
        """;
}
