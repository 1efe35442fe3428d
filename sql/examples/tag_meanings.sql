-- tag_meanings: the subjects of the cables of 2008, in words, and how far to trust the words.
select tag, name, confidence, count(*) as cables
from tag_meanings
where kind = 'subject' and year(date) = 2008
group by all
order by cables desc, tag
limit 10;
