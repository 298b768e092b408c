/// GUID partition tables: read from and written to disks (UEFI specification 2.10, section 5.3).
@NullMarked
package io.tain.disk.gpt;

import org.jspecify.annotations.NullMarked;
