-- span: first and last date of all cables, and how many there are.
select min(date) as first_date, max(date) as last_date, count(*) as cables from cables;
