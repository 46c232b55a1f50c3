"""Show: the picture as tables, a page and files. Every line leads to a document, offsets and words."""
