import { Lanes } from '../../lib/verify/lanes';

test('so much at once in all, so much for one key, and everything is done', async () => {
  const lanes = new Lanes(6, 2);
  const running = new Map<string, number>();
  let [inAll, most, mostOfKey] = [0, 0, 0];
  const work = (key: string) => async (): Promise<string> => {
    running.set(key, (running.get(key) ?? 0) + 1);
    inAll++;
    most = Math.max(most, inAll);
    mostOfKey = Math.max(mostOfKey, running.get(key)!);
    await new Promise((resolve) => setImmediate(resolve));
    running.set(key, running.get(key)! - 1);
    inAll--;
    return key;
  };
  const keys = Array.from({ length: 400 }, (_, index) => `key ${index % 7 === 0 ? 'often' : index % 50}`);
  expect(await Promise.all(keys.map((key) => lanes.run(key, work(key))))).toEqual(keys);
  expect(most).toBe(6);
  expect(mostOfKey).toBe(2);
});

test('work that fails makes room like any other', async () => {
  const lanes = new Lanes(1, 1);
  const failing = lanes.run('a', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await lanes.run('a', () => Promise.resolve(1))).toBe(1);
});

test('work that takes long makes room for other work, but not for work of its own key', async () => {
  const lanes = new Lanes(2, 1, { afterMs: 50, most: 2 });
  const done: string[] = [];
  const ends: (() => void)[] = [];
  const waiting = (name: string) => (): Promise<void> =>
    new Promise((resolve) => ends.push(() => (done.push(name), resolve())));
  const slow = ['a', 'b'].map((key) => lanes.run(key, waiting(key)));
  const sameKey = lanes.run('a', () => Promise.resolve(done.push('a again')));
  const others = ['c', 'd', 'e'].map((key) => lanes.run(key, () => Promise.resolve(done.push(key))));
  await Promise.all(others);
  expect(done).toEqual(['c', 'd', 'e']);
  ends.forEach((end) => end());
  await Promise.all([...slow, sameKey]);
  expect(done.slice(3)).toEqual(['a', 'b', 'a again']);
});
