"""The guide's own package. Data flows one way through it, a module for each step.

    data/backend.yml
      → loader      YAML → models, with the line of everything          (reader, wording, fields, parts, models, errors)
      → catalogue   the graph: ids, links both ways, order
      → checks      the editorial rules
      → health      what is known of the addresses outside              (addresses, ledger: data/links.yml)
      → pages       which pages there are, and the navigation           (urls, views, facets, guide)
      → render      templates → Markdown                                (templates/); glossary: the terms in a text
      → exports     the same facts for programs; search: the index
      → hook        hands all of it to MkDocs; environment: its macros; tables, tooltips: its Markdown extensions
      → links       what the built site points at is really there

No module imports one that stands further down; a test sees to it. Templates hold all Markdown, Python holds none.
"""
