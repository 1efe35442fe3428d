-- whole_paragraphs: the paragraphs of one cable, the protected ones too.
from whole.paragraphs where cable_id = $cable order by ordinal;
