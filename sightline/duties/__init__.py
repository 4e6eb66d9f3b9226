"""What the law requires: a language to say it in, the book of duties, and two evaluators of them."""
