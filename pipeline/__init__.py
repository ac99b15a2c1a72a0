"""Everything with side effects: crawl, archive, store, link, exports, web, commands."""
