-- Version 1; a semicolon in a comment;
create table shelf (
  id bigint not null primary key,
  title ${text} not null
);
insert into shelf (id, title) values (1, 'a; b');
