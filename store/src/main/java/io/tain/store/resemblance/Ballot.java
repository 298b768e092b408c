package io.tain.store.resemblance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The election of base frames: a feature votes for the frames that have it too.
///
/// The first base is the frame with most votes; the next is the one with most votes of features
/// that
/// no base has yet. For one thread, and for one frame.
final class Ballot {
  private static final int MAX_BASES = 4;

  /// What fewer features have in common is not worth a read.
  private static final int MIN_VOTES = 2;

  /// 512 KiB of dictionary.
  private static final int MAX_BLOCKS = 128;

  /// How many neighbours on each side a block that got votes brings along, as far as there is room.
  private static final int[] NEIGHBOURS = {4, 2, 1};

  /// Sorted: frame, then block, then feature.
  private final long[] votes;

  private final int features;
  private final BitSet covered = new BitSet();

  /// @param frames frame and block of each vote
  /// @param voters the feature that each comes from
  Ballot(int[] frames, int[] voters, int count, int features) {
    this.features = features;
    this.votes = new long[count];
    for (int i = 0; i < count; i++) {
      votes[i] = (long) frames[i] << 16 | voters[i];
    }
    Arrays.sort(votes);
  }

  /// The elected frames, the best first, with all the blocks that there is room for.
  ///
  /// @param eligible says which frames may be elected
  /// @param blocksOf tells how many blocks a frame has
  List<Elected> run(IntPredicate eligible, IntUnaryOperator blocksOf) {
    var elected = new ArrayList<Elected>();
    List<Group> groups = groups(eligible);
    int blocksLeft = MAX_BLOCKS;
    while (elected.size() < MAX_BASES && blocksLeft > 0) {
      Group best = best(groups);
      if (best == null) {
        break;
      }
      groups.remove(best);
      int blocks = blocksOf.applyAsInt(best.frame);
      long existing = blocks >= Long.SIZE ? -1L : (1L << blocks) - 1;
      long mask = lowest(elect(best) & existing, blocksLeft);
      blocksLeft -= Long.bitCount(mask);
      if (mask != 0) {
        elected.add(new Elected(best.frame, mask, existing));
      }
    }
    return widened(elected);
  }

  /// The share of features that an elected frame has.
  double shareFound() {
    return features == 0 ? 0 : (double) covered.cardinality() / features;
  }

  private List<Group> groups(IntPredicate eligible) {
    var groups = new ArrayList<Group>();
    int start = 0;
    for (int i = 1; i <= votes.length; i++) {
      if (i == votes.length || frame(i) != frame(start)) {
        if (i - start >= MIN_VOTES && eligible.test(frame(start))) {
          groups.add(new Group(frame(start), start, i));
        }
        start = i;
      }
    }
    return groups;
  }

  private @Nullable Group best(List<Group> groups) {
    Group best = null;
    int most = MIN_VOTES - 1;
    for (Group group : groups) {
      int count = 0;
      for (int i = group.from; i < group.to; i++) {
        count += covered.get(feature(i)) ? 0 : 1;
      }
      if (count > most) {
        most = count;
        best = group;
      }
    }
    return best;
  }

  /// The blocks that got votes of features which no other frame has had.
  private long elect(Group group) {
    long mask = 0;
    for (int i = group.from; i < group.to; i++) {
      if (!covered.get(feature(i))) {
        covered.set(feature(i));
        mask |= 1L << block(i);
      }
    }
    return mask;
  }

  private static long lowest(long mask, int count) {
    long left = mask;
    while (Long.bitCount(left) > count) {
      left &= ~Long.highestOneBit(left);
    }
    return left;
  }

  private static List<Elected> widened(List<Elected> elected) {
    for (int neighbours : NEIGHBOURS) {
      List<Elected> wide = elected.stream().map(one -> one.widened(neighbours)).toList();
      if (wide.stream().mapToInt(one -> Long.bitCount(one.mask)).sum() <= MAX_BLOCKS) {
        return wide;
      }
    }
    return elected;
  }

  private int frame(int vote) {
    return (int) (votes[vote] >>> 22);
  }

  private int block(int vote) {
    return (int) (votes[vote] >>> 16) & 63;
  }

  private int feature(int vote) {
    return (int) votes[vote] & 0xffff;
  }

  /// A frame, the blocks of it that are wanted, and those that it has.
  record Elected(int frame, long mask, long existing) {
    Elected widened(int neighbours) {
      long wide = mask;
      for (int i = 0; i < neighbours; i++) {
        wide |= wide << 1 | wide >>> 1;
      }
      return new Elected(frame, wide & existing, existing);
    }
  }

  /// The votes for one frame.
  private record Group(int frame, int from, int to) {}
}
