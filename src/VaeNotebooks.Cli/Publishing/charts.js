// Draws the book's charts with Plotly, each when it comes near the view, in the colours of the page.
(() => {
  const waiting = new Set(document.querySelectorAll('.chart'));
  const drawn = new Set();
  const config = { responsive: true, displaylogo: false };

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
      const figure = JSON.parse(chart.querySelector('script').textContent);
      const layout = { ...figure.layout, autosize: true, width: undefined };
      plot.style.height = `${layout.height ?? 420}px`;
      await Plotly.newPlot(plot, { data: figure.data.map(withoutWebGl), layout, frames: figure.frames, config: { ...figure.config, ...config } });
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
