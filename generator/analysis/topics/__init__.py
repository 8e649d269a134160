"""Topics suggested for a new paper, learned from the papers of the list.

A linear model (ridge regression) looks at title and abstract. Its features, of unit length, are the TF-IDF of
stems and pairs of stems, the TF-IDF of pieces of words (so that ``HyperRouter`` has something of ``router``),
and the similarity of the text to the description of each topic: its title, scope and words. It predicts the
topics of a paper, of which the primary one counts most. Each description is learned from too, so that a
topic without papers can be suggested, and a list without any papers gets suggestions. Papers of small topics
count more in training, and scores are corrected for the size of a topic; otherwise a large topic would
swallow the small ones near it.

``bench/topics.py`` measures how often the suggestions are right.
"""
