-- Everything that was changed or refused. The counter is one row, taken last in a transaction.
create table event (
  sequence bigint not null primary key,
  tenant ${text} not null,
  occurred_at ${text} not null,
  actor_tenant ${text} not null,
  actor ${text} not null,
  action ${text} not null,
  object ${text} not null,
  decision ${text} not null check (decision in ('allowed', 'refused')),
  json ${text} not null
);
create index event_of_tenant on event (tenant, sequence);

create table event_counter (
  id bigint not null primary key check (id = 1),
  last_sequence bigint not null
);
insert into event_counter (id, last_sequence) values (1, 0);
