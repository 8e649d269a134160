"""Services asked over the network: arXiv, Crossref, and the web pages of papers.

arXiv and Crossref both ask for a contact in the user agent and for few requests per second
(https://info.arxiv.org/help/api/tou.html,
https://www.crossref.org/documentation/retrieve-metadata/rest-api/). Answers are cached on disk, so that an
interrupted command can continue and no question is asked twice.
"""
