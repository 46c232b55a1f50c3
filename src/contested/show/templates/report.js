// Sorting, filtering and folding: comfort only, the page is whole without it.

const cellValue = (body, column, kind) => {
  const cell = body.rows[0].cells[column];
  const value = cell.dataset.value ?? cell.textContent.trim();
  return kind === "number" ? Number(value) : value.toLocaleLowerCase();
};

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const makeSortable = (table) => {
  const heads = [...table.tHead.rows[0].cells];
  for (const [column, head] of heads.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.ariaSort = down ? "descending" : "ascending";
      const kind = head.dataset.sort;
      const bodies = [...table.tBodies].sort((a, b) =>
        compare(cellValue(a, column, kind), cellValue(b, column, kind)) * (down ? -1 : 1));
      table.append(...bodies);
    });
  }
};

const makeFilter = (input) => {
  const table = document.getElementById(input.getAttribute("aria-controls"));
  const found = input.closest(".tools").querySelector(".found");
  input.addEventListener("input", () => {
    const words = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const body of table.tBodies) {
      const text = body.rows[0].textContent.toLocaleLowerCase();
      body.hidden = !words.every((word) => text.includes(word));
      shown += body.hidden ? 0 : 1;
    }
    found.textContent = words.length ? `${shown} of ${table.tBodies.length}` : "";
  });
};

const reveal = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const fold = target.closest("details") ?? (target.matches("tbody") ? target.querySelector("details") : null);
  if (fold && !fold.open) fold.open = true;
  target.scrollIntoView();
};

for (const table of document.querySelectorAll("table.board")) makeSortable(table);
for (const input of document.querySelectorAll("input.filter")) makeFilter(input);
for (const tools of document.querySelectorAll(".tools")) tools.hidden = false;
for (const button of document.querySelectorAll("[data-fold]")) {
  button.addEventListener("click", () => {
    for (const report of document.querySelectorAll("details.report")) report.open = button.dataset.fold === "open";
  });
}
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
});
reveal();
