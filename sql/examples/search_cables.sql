-- search_cables: cables from Duckbridge about umbrellas or hats, best first.
select cable_id, round(score, 2) as score, date, subject, snippet
from search_cables('umbrella OR hat')
where post = 'DUCKBRIDGE'
limit 10;
