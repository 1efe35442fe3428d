-- recipients: the addressees of the current version of every cable.
select
    cable_id, position, role, routing_indicator, address, unless_source(attention, source_words) as attention, post,
    precedence_stated, precedence, serial, is_collective,
    names_source(attention, source_words) as is_protected
from recipients left join source_names using (cable_id);
