"""Domains that the bench makes itself, for where no corpora are at hand: the same files for Parley and for rivals."""

import pathlib
import random


def additive(folder, parties, issues, options, seed):
    """A NegMAS YAML domain whose parties score every option with a whole number from 0 to 100."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    generator = random.Random(seed)
    names = [[f"o{k}" for k in range(options)] for _ in range(issues)]
    lines = ["type: DiscreteCartesianOutcomeSpace", "issues:"]
    for i, values in enumerate(names):
        lines += [f"- name: issue{i}", "  type: CategoricalIssue", "  values:"] + [f"  - {v}" for v in values]
    (folder / "domain.yml").write_text("\n".join(lines) + "\n")
    for p in range(parties):
        lines = ["type: LinearAdditiveUtilityFunction", f"name: party{p}", "reserved_value: 0.0", "values:"]
        for values in names:
            lines += ["- type: TableFun", "  mapping:"] + [f"    {v}: {generator.randint(0, 100)}.0" for v in values]
        lines += ["weights:"] + ["- 1.0"] * issues
        (folder / f"party{p}.yml").write_text("\n".join(lines) + "\n")
    return folder


def boxes(folder, issues, count, seed):
    """A two-party GENIUS XML domain of `count` hyper-rectangles a party over integer issues 0 to 9."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    generator = random.Random(seed)
    objective = ['<objective description="" etype="objective" index="0" name="root" type="objective">']
    objective += [
        f'<issue etype="integer" index="{i + 1}" name="issue{i}" type="integer" vtype="integer" lowerbound="0" upperbound="9"/>'
        for i in range(issues)
    ]
    template = ["<negotiation_template>", f'<utility_space number_of_issues="{issues}">', *objective]
    template += ["</objective>", "</utility_space>", "</negotiation_template>"]
    (folder / "domain.xml").write_text("\n".join(template) + "\n")
    for p in (1, 2):
        lines = ['<utility_space type="nonlinear">', *objective, f'<utility maxutility="{100 * count}">']
        lines.append('<ufun type="PlainUfun" weight="1" aggregation="sum">')
        for _ in range(count):
            lines.append(f'<hyperRectangle utility="{generator.randint(1, 100)}">')
            for index in sorted(generator.sample(range(1, issues + 1), generator.randint(2, 5))):
                low, high = sorted((generator.randint(0, 9), generator.randint(0, 9)))
                lines.append(f'<INCLUDES index="{index}" min="{low}" max="{high}"/>')
            lines.append("</hyperRectangle>")
        lines += ["</ufun>", "</utility>", "</objective>", "</utility_space>"]
        (folder / f"profile-{p}.xml").write_text("\n".join(lines) + "\n")
    return folder
