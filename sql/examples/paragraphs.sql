-- paragraphs: cables whose subject bears a lower mark than their highest paragraph.
select cable_id, subject_mark, max(mark_level) as highest, any_value(subject) as subject
from cables join paragraphs using (cable_id, message_id)
where subject_mark = 'U'
group by all
having highest > 0
order by highest desc, cable_id
limit 10;
