-- addressee_edges: who writes to whom, by month and classification, for action, for information or exempt.
select
    date_trunc('month', date)::date as month, coalesce(cables.post, 'unknown') as post,
    coalesce(recipients.post, address) as addressee, bool_or(recipients.post is not null) as is_post, role,
    coalesce(classification, 'unknown') as classification, any_value(class_level) as class_level,
    count(distinct cable_id) as cables
from recipients join cables using (cable_id, message_id)
where date is not null
group by month, coalesce(cables.post, 'unknown'), addressee, role, coalesce(classification, 'unknown');
