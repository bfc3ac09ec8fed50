#include "platform/http/docs_style.hpp"

namespace gatehouse::http {

const std::string_view docs_style = R"css(
:root { color-scheme: light dark; --ink: #1c2330; --soft: #5b6577; --paper: #fff; --panel: #f5f7fa; --line: #dde2ea;
  --accent: #2456c8; --get: #1f7a4d; --post: #2456c8; --put: #9a5b00; --delete: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ef; --soft: #9aa5b8; --paper: #12161d; --panel: #1b212b;
  --line: #2d3644; --accent: #8ab0ff; --get: #6fd6a3; --post: #8ab0ff; --put: #f0b35a; --delete: #ff8f86; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; color: var(--ink); background: var(--paper); font: 16px/1.6 system-ui, sans-serif; }
a { color: var(--accent); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
.frame { display: grid; grid-template-columns: 19rem minmax(0, 1fr); max-width: 80rem; margin: 0 auto; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 2rem 1.25rem; border-right: 1px solid var(--line);
  font-size: .875rem; }
nav h2 { margin: 1.25rem 0 .25rem; font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li { padding: .15rem 0; }
main { padding: 2rem 2.5rem 6rem; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h1 small { color: var(--soft); font-size: 1rem; font-weight: 400; }
main > h2::first-letter { text-transform: uppercase; }
main > h2 { margin: 3.5rem 0 .5rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { margin: 2.75rem 0 .25rem; font-size: 1.2rem; }
h4 { margin: 1.5rem 0 .4rem; font-size: .95rem; }
p { max-width: 46rem; margin: .5rem 0; }
code, pre { font: .875em/1.5 ui-monospace, monospace; }
:not(pre) > code { padding: .1em .3em; border-radius: 4px; background: var(--panel); overflow-wrap: anywhere; }
pre { margin: .4rem 0; padding: .9rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--panel);
  overflow: auto; }
.scroll { overflow-x: auto; }
.scroll + .scroll { margin-top: 1rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th { text-align: left; font-weight: 600; color: var(--soft); }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td:first-child { white-space: nowrap; }
tr:target { background: var(--panel); outline: 2px solid var(--accent); }
.path { display: flex; gap: .6rem; align-items: baseline; margin: .25rem 0 .75rem; }
.method { font: 700 .78rem ui-monospace, monospace; letter-spacing: .03em; }
.get { color: var(--get); } .post { color: var(--post); } .put, .patch { color: var(--put); } .delete { color: var(--delete); }
.soft { color: var(--soft); }
@media (max-width: 56rem) { .frame { display: block; } nav { position: static; height: auto; border: 0; padding: 1.25rem; }
  main { padding: 1rem 1.25rem 4rem; } }
@media print { nav { display: none; } .frame { display: block; } }
)css";

}  // namespace gatehouse::http
