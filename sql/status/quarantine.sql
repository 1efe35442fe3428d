-- What could not be read, by reason.
select reason, count(*) as records from load_quarantine group by reason order by records desc, reason;
