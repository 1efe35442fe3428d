-- fact_cables: exactly one version of a cable is current, and its versions are numbered from 1 without a gap.
select cable_id, count(*) as versions, count_if(is_current) as current_versions, list(version order by version) as numbers
from fact_cables
group by cable_id
having count_if(is_current) <> 1
    or min(version) is distinct from 1
    or max(version) is distinct from count(*)
    or count(distinct version) <> count(*)
order by cable_id;
