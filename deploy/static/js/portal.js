// "/" goes to the page's search from wherever nothing is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  event.preventDefault();
  document.getElementById("search")?.focus();
});

// A select that only chooses what the page shows needs no button.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) {
    event.target.form.requestSubmit();
  }
});

// On a phone a row is a card, whose values are named as their columns are. What is not laid out as a table any more is
// one for those who are read the page only as long as its roles say so.
const ROLES = {
  "thead, tbody": "rowgroup",
  tr: "row",
  td: "cell",
  "[scope=row]": "rowheader",
  "[scope=col]": "columnheader",
};
const label = (table) => {
  table.setAttribute("role", "table");
  for (const [parts, role] of Object.entries(ROLES)) {
    table.querySelectorAll(parts).forEach((part) => part.setAttribute("role", role));
  }
  const titles = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  for (const row of [...table.tBodies].flatMap((body) => [...body.rows])) {
    let column = 0;
    for (const cell of row.cells) {
      if (cell.matches("td") && !cell.hasAttribute("data-label")) {
        cell.dataset.label = titles[column] ?? "";
        cell.toggleAttribute("data-blank", !cell.textContent.trim() && !cell.children.length);
      }
      column += cell.colSpan;
    }
  }
  table.classList.add("labelled");
};
const labelAll = () => document.querySelectorAll("table.table:has(thead)").forEach(label);
document.addEventListener("DOMContentLoaded", labelAll);
document.addEventListener("htmx:afterSettle", labelAll);
