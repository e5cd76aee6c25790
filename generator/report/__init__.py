"""Problems as data: what is wrong, where, and how to say it in Indonesian and English."""
