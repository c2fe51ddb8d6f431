// Draws the figures, ties the tree to the list of comments, sorts tables. Asks nobody for anything.
(() => {
  "use strict";
  const root = document.documentElement;
  const given = JSON.parse(document.getElementById("report-data").textContent);
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const PAPER = 680; // pixels: the width of a printed page's text
  const NARROW = 58; // pixels: a column of the tree that holds no name
  const tree = document.getElementById("figure-tree");
  let printing = false;

  // What is packed (reports/packing.py): plotly.js, and all but the first comments of a long thread.
  const bytesOf = (letters) => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(letters);
    const read = atob(letters);
    const bytes = new Uint8Array(read.length);
    for (let place = 0; place < read.length; place += 1) bytes[place] = read.charCodeAt(place);
    return bytes;
  };

  const unpack = (element) => {
    const packed = new Blob([bytesOf(element.textContent)]).stream();
    return new Response(packed.pipeThrough(new DecompressionStream("gzip"))).text();
  };

  const loadPlotly = async () => {
    const packed = document.getElementById("plotly-packed");
    if (!packed) return;
    const script = document.createElement("script");
    script.textContent = await unpack(packed); // the page's policy knows its hash
    document.head.append(script);
  };

  const parts = [...document.querySelectorAll(".thread[data-holds]")];
  const partOf = new Map();
  parts.forEach((part) => {
    part.dataset.holds.split(" ").forEach((position) => partOf.set(position, part));
  });
  const filled = new Map();
  const fill = (part) => {
    if (!filled.has(part)) {
      filled.set(part, unpack(part.nextElementSibling).then((comments) => {
        part.innerHTML = comments; // escaped by the templates like the rest of the page
        part.removeAttribute("style");
        part.nextElementSibling.remove();
        foldLong(part);
      }));
    }
    return filled.get(part);
  };

  const fillAsSeen = () => {
    const pane = document.querySelector(".pane");
    const watcher = new IntersectionObserver((seen) => {
      seen.filter((entry) => entry.isIntersecting).forEach((entry) => {
        watcher.unobserve(entry.target);
        fill(entry.target);
      });
    }, { root: pane, rootMargin: "1200px 0px" });
    parts.forEach((part) => watcher.observe(part));
    const all = document.querySelector(".all");
    all?.addEventListener("click", async () => {
      all.disabled = true;
      await Promise.all(parts.map(fill));
      all.remove();
    });
  };

  const unpackOnOpening = (details) => {
    const opened = async () => {
      const [place, packed] = [details.querySelector("div"), details.querySelector("script")];
      place.outerHTML = await unpack(packed);
      packed.remove();
    };
    details.addEventListener("toggle", opened, { once: true });
  };

  // Figures are stored in light colours; each has one dark counterpart.
  const repaint = (value) => {
    if (typeof value === "string") return given.dark[value] ?? value;
    if (Array.isArray(value)) return value.map(repaint);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, repaint(part)]));
  };

  const choice = () => document.querySelector('input[name="by"]:checked')?.value ?? "article";

  const figure = (plot) => {
    const copy = structuredClone(given.figures[plot.dataset.figure]);
    if (plot === tree) {
      const meta = copy.layout.meta;
      const paint = meta.by[choice()];
      const narrow = plot.clientWidth / meta.levels < NARROW;
      copy.data[0].labels = narrow ? meta.labels.numbers : meta.labels.names;
      copy.data[0].marker.colors = paint.colors;
      copy.data[0].marker.pattern.bgcolor = paint.colors;
      copy.data[0].marker.pattern.shape = paint.shapes;
      copy.data[0].insidetextfont.color = paint.inks;
    }
    if (printing) copy.layout.width = PAPER;
    return prefersDark.matches && !printing ? repaint(copy) : copy;
  };

  const plots = [...document.querySelectorAll("[data-figure]")];
  const draw = (plot) => {
    const { data, layout } = figure(plot);
    return Plotly.react(plot, data, layout, given.config);
  };
  const drawAll = () => Promise.all(plots.map(draw));

  // The tree's cells and the comments of the list.
  const cellOf = new Map();
  let lit = null;

  const outlineCell = () => {
    tree.querySelectorAll(".lit").forEach((old) => old.remove());
    if (lit === null) return;
    for (const slice of tree.querySelectorAll("g.slice")) {
      if (slice.__data__?.data?.data?.id !== lit) continue;
      const frame = slice.querySelector("path.surface").cloneNode(false);
      frame.setAttribute("class", "lit");
      frame.removeAttribute("style");
      slice.parentNode.append(frame);
    }
  };

  const light = (position) => {
    lit = tree && cellOf.has(position) ? cellOf.get(position) : null;
    if (tree) outlineCell();
  };

  const mark = (comment) => {
    document.querySelector(".comment.current")?.classList.remove("current");
    comment.classList.add("current");
    light(comment.id.slice(1));
  };

  const open = (comment) => {
    const words = comment.querySelector(".words.cut");
    if (words) unfold(words);
  };

  const show = async (position) => {
    const part = partOf.get(String(position));
    if (part) await fill(part);
    const comment = document.getElementById(`c${position}`);
    if (!comment) return;
    mark(comment);
    open(comment);
    comment.scrollIntoView({ block: "start" });
    comment.focus({ preventScroll: true });
  };

  const unfold = (words) => {
    words.classList.remove("cut");
    words.nextElementSibling.remove();
  };

  const foldLong = (within) => {
    for (const words of within.querySelectorAll(".comment.long .words")) {
      const more = document.createElement("button");
      more.type = "button";
      more.className = "more";
      more.textContent = "read all of it";
      more.addEventListener("click", () => unfold(words));
      words.classList.add("cut");
      words.after(more);
    }
  };

  const tieTree = () => {
    const cells = given.figures.tree.data[0];
    cells.ids.forEach((id, place) => {
      const position = cells.customdata[place];
      if (position !== null && !id.startsWith("fold-")) cellOf.set(String(position), id);
    });
    const cover = given.figures.tree.layout.meta.cover;
    Object.entries(cover).forEach(([position, id]) => cellOf.set(position, id));
    tree.on("plotly_icicleclick", (event) => {
      const position = cells.customdata[event.points[0].pointNumber];
      if (position !== null) setTimeout(show, 0, position);
      return false; // plotly would zoom in
    });
    tree.on("plotly_afterplot", outlineCell);
    document.querySelectorAll('input[name="by"]').forEach((input) => {
      input.addEventListener("change", () => draw(tree));
    });
  };

  const tieList = () => {
    document.querySelector(".pane").addEventListener("click", (event) => {
      const comment = event.target.closest(".comment");
      if (!comment || !getSelection().isCollapsed) return;
      if (event.target.closest(".find")) {
        mark(comment);
        tree.scrollIntoView({ block: "nearest" });
      } else if (!event.target.closest("a, button, summary")) {
        mark(comment);
      }
    });
  };

  // Marks that stand for a comment lead to it.
  const tieMarks = (plot) => plot.on("plotly_click", (event) => {
    const position = event.points[0].customdata;
    if (typeof position === "number") show(position);
  });

  const followHash = () => {
    const found = /^#c(\d+)$/.exec(location.hash);
    if (found) show(found[1]);
  };

  // Tables: numbers first fall, words first rise.
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    const value = cell.dataset.value ?? cell.querySelector("data")?.value ?? cell.textContent;
    const number = Number(value);
    return value.trim() === "" || Number.isNaN(number) ? value.trim() : number;
  };

  const compare = (one, other) => {
    const numbers = [one, other].map((value) => typeof value === "number");
    if (numbers[0] !== numbers[1]) return numbers[0] ? 1 : -1;
    return numbers[0] ? one - other : String(one).localeCompare(String(other), "en");
  };

  const sort = (head) => {
    const numeric = head.classList.contains("number");
    const was = head.getAttribute("aria-sort");
    const falling = was ? was === "ascending" : numeric;
    const body = head.closest("table").tBodies[0];
    const keyed = [...body.rows].map((row) => [valueOf(row, head.cellIndex), row]);
    keyed.sort(([one], [other]) => (falling ? -compare(one, other) : compare(one, other)));
    head.parentNode.querySelectorAll("[aria-sort]").forEach((th) => th.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    body.append(...keyed.map(([, row]) => row));
  };

  document.querySelectorAll(".sortable thead button").forEach((button) => {
    button.addEventListener("click", () => sort(button.parentNode));
  });
  foldLong(document);
  if (parts.length) fillAsSeen();
  document.querySelectorAll("details.packed").forEach(unpackOnOpening);
  addEventListener("hashchange", followHash);

  const start = async () => {
    if (plots.length) await loadPlotly();
    if (plots.length && typeof Plotly === "undefined") {
      plots.forEach((plot) => { plot.textContent = "The pictures' program is not beside this page."; });
    } else if (plots.length) {
      await drawAll();
      if (tree) {
        tieTree();
        tieList();
      }
      plots.filter((plot) => plot !== tree).forEach(tieMarks);
      prefersDark.addEventListener("change", drawAll);
      const reprint = (now) => () => { printing = now; drawAll(); };
      addEventListener("beforeprint", reprint(true));
      addEventListener("afterprint", reprint(false));
    }
    followHash();
    root.dataset.ready = "";
  };
  start();
})();
