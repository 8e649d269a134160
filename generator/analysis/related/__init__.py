"""Related papers, with the term that explains why they are related, if there is one.

Title, summary, abstract and topics of a paper become a weighted vector of words and phrases (TF-IDF). Two
papers are similar if their vectors are, and if the same other papers are near both; the latter finds papers
that say the same in different words. A term explains that if it has several words, few papers use it, and it
is in the title of one paper and in the title or the summary of the other. It is shown as the list prints it
most often: "message passing", not "messag pass".

The time it takes is proportional to the number of papers: of a word that many have, only the papers in which
it weighs most are compared.
"""

from generator.analysis.related.neighbors import find_related, find_similar_rows, score_candidates
from generator.analysis.related.vectors import PaperVectors, vectorize

__all__ = ["PaperVectors", "find_related", "find_similar_rows", "score_candidates", "vectorize"]
