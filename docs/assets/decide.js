// The chooser of a decision page. Without it, the page is the same questions as linked text.
