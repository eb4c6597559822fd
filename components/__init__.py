"""What pages are made of: generic pieces, and one module per subject where it needs one. Below: db. Above: pages."""
