-- issues: what a reader of the facts of the current version of a cable should know.
select
    cable_id, row_number() over (partition by cable_id order by code, detail nulls first) as position,
    code, severity, unless_source(detail, source_words) as detail,
    names_source(detail, source_words) as is_protected
from load_issues
semi join cables using (cable_id, message_id)
left join source_names using (cable_id);
