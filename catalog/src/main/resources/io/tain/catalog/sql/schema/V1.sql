-- A named line of versions in a tenant's namespace.
create table image (
  tenant ${text} not null,
  name ${text} not null,
  category ${text} not null,
  os ${text},
  architecture ${text} not null,
  needs_approval boolean not null,
  created_at ${text} not null,
  primary key (tenant, name)
);

create table image_label (
  tenant ${text} not null,
  image ${text} not null,
  name ${text} not null,
  value ${text} not null,
  primary key (tenant, image, name),
  foreign key (tenant, image) references image (tenant, name)
);

create table image_title (
  tenant ${text} not null,
  image ${text} not null,
  language ${text} not null,
  title ${text} not null,
  primary key (tenant, image, language),
  foreign key (tenant, image) references image (tenant, name)
);

-- Immutable but for its state and for being hidden. The ordinal counts the versions of an image.
create table version (
  id ${text} not null primary key,
  tenant ${text} not null,
  image ${text} not null,
  ordinal bigint not null,
  label ${text} not null,
  state ${text} not null,
  architecture ${text} not null,
  firmware ${text} not null,
  created_at ${text} not null,
  hidden_at ${text},
  duration_millis bigint not null,
  content_digest ${text} not null,
  virtual_size_bytes bigint not null,
  data_bytes bigint not null,
  new_bytes bigint not null,
  stored_bytes bigint not null,
  origin ${text} not null,
  recipe_digest ${text},
  lock_digest ${text},
  provenance_json ${text},
  unique (tenant, image, ordinal),
  foreign key (tenant, image) references image (tenant, name),
  check (origin = 'imported' or (origin = 'built' and recipe_digest is not null
    and lock_digest is not null and provenance_json is not null))
);
create unique index version_label on version (tenant, image, label) where hidden_at is null;

create table version_parent (
  tenant ${text} not null,
  version ${text} not null references version (id),
  position bigint not null,
  parent ${text} not null,
  primary key (version, position)
);
create index version_parent_of on version_parent (parent);

create table version_property (
  tenant ${text} not null,
  version ${text} not null references version (id),
  name ${text} not null,
  value ${text} not null,
  primary key (version, name)
);

create table artefact (
  tenant ${text} not null,
  version ${text} not null references version (id),
  kind ${text} not null,
  position bigint not null,
  role ${text},
  digest ${text} not null,
  size_bytes bigint not null,
  media_type ${text} not null,
  place ${text} not null,
  primary key (version, kind, position)
);

-- Every version that a channel has named; the highest revision is what it names now.
create table channel_revision (
  tenant ${text} not null,
  image ${text} not null,
  name ${text} not null,
  revision bigint not null,
  version ${text} not null references version (id),
  moved_at ${text} not null,
  primary key (tenant, image, name, revision),
  foreign key (tenant, image) references image (tenant, name)
);
create index channel_revision_of on channel_revision (version);
