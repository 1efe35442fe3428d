-- cable_id: the first number of every piece into which the cables are parted, in order.
--
-- Variable: piece_size, how many cables a piece has.
select cable_id as piece_from
from (select cable_id, row_number() over (order by cable_id) as place from cables)
where (place - 1) % getvariable('piece_size') = 0
order by piece_from;
