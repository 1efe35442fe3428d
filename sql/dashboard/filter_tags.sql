-- filter_tags: TAGS to choose from, those of most cables first; none that is protected in some cable.
select tag, name, cables
from tag_names anti join (select tag from whole.tags where is_protected) using (tag)
order by cables desc, tag;
