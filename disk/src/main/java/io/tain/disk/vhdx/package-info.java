/// Microsoft's VHDX format (MS-VHDX 8.0): fixed and dynamic disks are read, dynamic ones written; a
/// log that was not applied is applied in memory; differencing disks are refused.
@NullMarked
package io.tain.disk.vhdx;

import org.jspecify.annotations.NullMarked;
