-- fact_cables: at most 5 % of the cables have no classification; asked from 100 cables up.
select
    count(*) as cables,
    count_if(classification is null) as without_classification,
    avg((classification is null)::integer) as share
from cables
having share > 0.05 and count(*) >= 100;
