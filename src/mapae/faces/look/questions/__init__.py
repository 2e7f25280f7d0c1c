"""The questions of an application on a page: which page asks what, in which words, and what is wrong, in a sentence."""
