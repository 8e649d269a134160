"""References formatted for print, in any of the common styles, and plain lists of them."""
