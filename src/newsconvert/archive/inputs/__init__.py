"""Where articles come from: files, folders, ZIPs, corpora, remote storage."""
