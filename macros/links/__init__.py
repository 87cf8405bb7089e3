"""The link guard: no dead address goes unnoticed, no live one is accused.

Two layers. *Offline*, on every push: LinkChecker crawls the built site on loopback (`crawl`), every address that it
publishes has a form that may be published, and the roadmaps are guarded (`roadmaps`). *Live*, weekly: every address of the
data and of the site (`inventory`) is looked at (`live`, `look`, `ask`), what was observed becomes a verdict (`verdict`),
and the verdicts are kept in data/links.yml (`ledger`) and told (`report`).
"""
