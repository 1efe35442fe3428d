-- Every dump that was loaded, with its account.
from load_dumps order by load_order;
