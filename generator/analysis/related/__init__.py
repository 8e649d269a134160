"""Related papers, with the words that explain why they are related.

Title, summary, abstract and topics of a paper become a weighted vector of stems and phrases (TF-IDF), and a
truncated singular value decomposition of all vectors (latent semantic analysis) adds what words that occur
together have in common. The similarity of two papers is a mean of the cosines of both. The words shown are
those with the highest weight in both vectors, as the list prints them most often: "message passing", not
"messag pass".
"""

from generator.analysis.related.neighbors import find_related
from generator.analysis.related.vectors import PaperVectors, vectorize

__all__ = ["PaperVectors", "find_related", "vectorize"]
