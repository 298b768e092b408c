-- Imports that have not ended. The lease says that somebody works on it; only the row's absence ends it.
create table store_session (
  id ${text} not null primary key,
  domain ${text} not null,
  purpose ${text} not null,
  created_at ${text} not null,
  lease_until ${text} not null,
  unique (domain, purpose)
);

-- Packs, never their chunks. Rows are locked in ascending order of name.
create table store_pack (
  name ${text} not null primary key,
  domain ${text} not null,
  state ${text} not null
    check (state in ('WRITING', 'LIVE', 'CONDEMNED', 'DELETING', 'DELETED')),
  session_id ${text},
  size_bytes bigint not null,
  chunks bigint not null,
  chunk_bytes bigint not null,
  live_sequence bigint,
  last_use_sequence bigint not null,
  created_at ${text} not null
);
create index store_pack_of_session on store_pack (session_id);
create index store_pack_by_sequence on store_pack (live_sequence);

-- What the collector marks from: the manifests of committed versions.
create table store_manifest (
  version_id ${text} not null primary key,
  tenant ${text} not null,
  domain ${text} not null,
  place ${text} not null,
  content_digest ${text} not null,
  virtual_size_bytes bigint not null,
  data_bytes bigint not null,
  stored_bytes bigint not null,
  sequence bigint not null,
  created_at ${text} not null
);

-- Numbers the transactions that change which packs are used; its row is taken last.
create table store_counter (
  id bigint not null primary key check (id = 1),
  last_sequence bigint not null
);
insert into store_counter (id, last_sequence) values (1, 0);
