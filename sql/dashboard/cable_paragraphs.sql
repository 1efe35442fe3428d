-- cable_paragraphs: the paragraphs of one cable.
from paragraphs where cable_id = $cable order by ordinal;
