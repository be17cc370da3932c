// Draws the book's charts with Plotly, each when it comes near the view, in the colours of the page.
(() => {
  const waiting = new Set(document.querySelectorAll('.chart'));
  const drawn = new Set();
  // A figure comes from any code: of its settings only those are taken that say how it looks, of its pictures those that it holds itself, and no key that
  // would change all objects.
  const config = own => ({ displayModeBar: own?.displayModeBar, scrollZoom: own?.scrollZoom, staticPlot: own?.staticPlot, responsive: true, displaylogo: false });
  const isBad = (key, value) => ['__proto__', 'constructor', 'prototype'].includes(key)
    || (/(^|\.)source$/.test(key) && typeof value === 'string' && !/^data:image\/(png|jpeg|gif|webp);base64,/.test(value));
  // Plotly takes styles over from the markup of texts as they are, addresses included.
  const plain = value => typeof value === 'string' && value.includes('<') ? value.replace(/style\s*=/gi, 'data-style=') : value;
  const parse = text => JSON.parse(text, (key, value) => isBad(key, value) ? undefined : plain(value));
  const height = layout => Math.min(Math.max(Number(layout.height) || 420, 60), 4000);

  const probe = document.body.appendChild(document.createElement('span'));
  probe.hidden = true;
  const colour = name => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color; };

  const axes = layout => [...new Set(['xaxis', 'yaxis', ...Object.keys(layout).filter(key => /^[xy]axis\d+$/.test(key))])];
  const pageColours = layout => {
    const [ink, line] = [colour('--ink'), colour('--line')];
    const look = { paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', 'font.color': ink, 'title.font.color': ink, 'legend.bgcolor': 'rgba(0,0,0,0)' };
    for (const axis of axes(layout))
      Object.assign(look, { [`${axis}.gridcolor`]: line, [`${axis}.zerolinecolor`]: line, [`${axis}.linecolor`]: line, [`${axis}.tickcolor`]: line });
    return look;
  };

  const paint = div => Plotly.relayout(div, pageColours(div.layout));

  // WebGL scatter needs compiled code, which the page's policy forbids; SVG draws the same points.
  const withoutWebGl = trace => ({ ...trace, type: trace.type?.replace(/^scatter(polar)?gl$/, 'scatter$1') });

  const draw = async chart => {
    if (!waiting.delete(chart)) return;
    observer.unobserve(chart);
    const words = chart.querySelector('.chart-words');
    const plot = chart.appendChild(document.createElement('div'));
    try {
      const figure = parse(chart.querySelector('script').textContent);
      const layout = { ...figure.layout, autosize: true, width: undefined, height: figure.layout?.height && height(figure.layout) };
      plot.style.height = `${height(layout)}px`;
      await Plotly.newPlot(plot, { data: figure.data.map(withoutWebGl), layout, frames: figure.frames, config: config(figure.config) });
      await paint(plot);
      words.hidden = true;
      drawn.add(plot);
      chart.dataset.drawn = 'true';
    } catch (error) {
      plot.remove();
      chart.dataset.drawn = 'failed';
      console.error('A chart could not be drawn:', error);
    }
  };

  const observer = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) draw(entry.target);
  }, { rootMargin: '600px 0px' });
  waiting.forEach(chart => observer.observe(chart));

  document.addEventListener('book-theme', () => drawn.forEach(paint));
  addEventListener('beforeprint', () => { waiting.forEach(draw); drawn.forEach(plot => { Plotly.Plots.resize(plot); paint(plot); }); });
  addEventListener('afterprint', () => drawn.forEach(plot => { Plotly.Plots.resize(plot); paint(plot); }));
})();
