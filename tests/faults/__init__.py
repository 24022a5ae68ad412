"""What goes wrong in a school: processes that die, networks that are gone, disks that are full. Nothing may be lost."""
