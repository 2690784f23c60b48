#!/usr/bin/env python3
"""Writes a listing of exchange file names for the offices of a sample: Benchmarks/exchange_names.py OFFICES.csv… OUT.

    --names N     how many names (default 10,000,000)
    --months M    sent in the M months before 2026-11 (default 36)
    --seed S      the same names for the same seed (default 1)

Every month each care manager's office sends the sets of its partners (v4.1 names) and gets the actuals back; one set in
a hundred lacks a file, one link in two hundred takes a file back, one in fifty goes to a number no list names.
"""
import argparse
import csv
import pathlib
import random


def offices(paths):
    """Numbers of care managers' offices and of other offices, in the order of the lists."""
    managers, providers = {}, {}
    for path in paths:
        files = sorted(pathlib.Path(path).glob("*.csv")) if pathlib.Path(path).is_dir() else [pathlib.Path(path)]
        for file in files:
            with open(file, encoding="utf-8-sig", newline="") as text:
                for row in csv.DictReader(text):
                    number = row.get("事業所番号") or row.get("office_number")
                    if number and len(number) == 10:
                        (managers if "430" in file.name else providers)[number] = row.get("都道府県コード又は市町村コード", "")
    return managers, providers


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", nargs="+")
    parser.add_argument("out")
    parser.add_argument("--names", type=int, default=10_000_000)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    managers, providers = offices(given.lists)
    by_area = {}
    for number, area in providers.items():
        if number not in managers:
            by_area.setdefault(area[:5] or number[:2], []).append(number)
    areas = sorted(by_area)
    everyone = sorted(managers) or sorted(providers)[::8]
    # About eight names a link and month.
    links = max(1, given.names // (8 * given.months) + 1)
    written = 0
    with open(given.out, "w", encoding="ascii", newline="\n", buffering=1 << 20) as out:
        pairs = []
        for _ in range(links):
            manager = chance.choice(everyone)
            area = (managers.get(manager) or manager[:2])[:5]
            near = by_area.get(area) or by_area[chance.choice(areas)]
            partner = chance.choice(near) if chance.random() < 0.98 else f"99{chance.randrange(10**8):08d}"
            pairs.append((manager, partner, chance.choice(["11", "15", "13", "17", "16"]), chance.randrange(28)))
        for back in range(given.months, 0, -1):
            index = 2026 * 12 + 10 - back
            month, after = f"{index // 12}{index % 12 + 1:02d}", f"{(index + 1) // 12}{(index + 1) % 12 + 1:02d}"
            for manager, partner, service, day in pairs:
                clock = f"{day + 1:02d}{chance.randrange(9, 18):02d}{chance.randrange(60):02d}{chance.randrange(60):02d}"
                there, home = f"{manager}_43_{partner}_{service}", f"{partner}_{service}_{manager}_43"
                lines = [f"{kind}_{there}_{month}{clock}.CSV\n" for kind in ("UP1KYO", "UP2KYO", "UP3KYO")]
                lines += [f"UPHOSOKU_000000_{there}_{month}{clock}.CSV\n"]
                later = month + clock[:2] + "2000" + clock[6:]
                lines += [f"{kind}_{month}_{there}_{later}.CSV\n" for kind in ("UPHOSOKU", "UPPLAN", "UPSIKYU")]
                lines += [f"UPJSK_{month}_{home}_{after}05{clock[2:]}.CSV\n"]
                draw = chance.random()
                if draw < 0.01:
                    lines.pop(chance.randrange(len(lines)))
                elif draw < 0.015:
                    lines.append(f"DLTPLAN_{month}_{there}_{month}28235959.CSV\n")
                lines = lines[: given.names - written]
                out.writelines(lines)
                written += len(lines)
                if written >= given.names:
                    return


if __name__ == "__main__":
    main()
