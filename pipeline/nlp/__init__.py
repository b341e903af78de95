"""spaCy's side of jixiao: tokenizer and components over the stages of ``pipeline/document.py``."""
