-- source_names: cables that name sources to protect, those with most names first.
select cable_id, date, classification, len(names) as names
from source_names join cables using (cable_id)
order by len(names) desc, cable_id
limit 10;
