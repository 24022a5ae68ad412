"""What goes round Dash: all of it is here, so that elsewhere a page is a page of Dash, and a call a function.

What Dash does: it has the pages and their addresses, makes layouts of Python's components, draws charts with Plotly and
formulas with MathJax, and finds the function behind a call.

What it does not do here, and why. Times are of a processor, on the machine with two cores that this was built on.

- The calls are callbacks of Dash, but the scripts ask for them themselves. Dash's own caller walks through every
  component of a page thirty times for each answer: 5 to 16 ms of a page that draws thirty frames a second. It also
  tells nobody that a request comes to nothing. (``app/wire/calling.py`` has the form of a call, ``app/calls`` the table
  of them, ``assets/src/wire/server.js`` the other side.)
- ``large_answers``: the JSON of an answer is put into Dash's as it is. As text it would be searched and copied, which
  is 0.5 ms of the 8 that a clip of 250 kB takes.
- ``compression``: JSON is compressed by ISA-L, in 0.6 ms for such a clip. With zlib at its usual level it would be 12%
  shorter, and take 15 ms; at its fastest it is no shorter, and takes 3. Pages that are kept are worth that.
- ``markup`` and ``index``: a page stands in the index page as HTML and is painted before its scripts are there; its own
  begin next, and those of Dash in idle moments. What Dash draws, charts and formulas, are islands in it: of 1,200
  components of the playground one chart is left.
- ``bundle``: own scripts and styles come in one piece each, and plotly.js without what no page draws
  (1.5 MB instead of 4.8, 0.5 instead of 1.5 as it is sent). When this was done, a page came to load 0.95 MB in 32
  requests instead of 2.4 MB in 108.
- ``kept``: the index page, layouts and files are answered from memory, in front of Flask: in 0.2 ms instead of 1.2 to
  1.6, while a class opens its pages.
- ``scripts``: addresses of Dash's files have a digest of what is in them instead of versions, as nobody outside needs
  to know these, and files that no page uses are not loaded, nor a polyfill for browsers that no page is for (100 kB,
  and a twelfth of a second of every start); ``addresses``: where there is no page, the status says so.
"""
