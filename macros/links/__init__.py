"""The link guard: no dead address goes unnoticed, no live one is accused.

Two layers. *Offline*, on every push: LinkChecker crawls the built site on loopback (`crawl`), every address that it
publishes has a form that may be published and is known to the ledger (`keep`), the roadmaps are guarded (`roadmaps`), and
what is wrong is told at the line that it comes from (`trace`; `strict` does so for what the engine finds). *Live*, weekly:
every address of the data and of the site (`inventory`) is looked at (`live`, `look`, `ask`), what was observed becomes a
verdict (`verdict`), and the verdicts are kept in data/links.yml (`keep`) and told (`report`). What has moved for good can be
written anew (`moves`). `command` is the way in from the command line.
"""
